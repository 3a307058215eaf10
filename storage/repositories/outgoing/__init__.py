"""What leaves the house: deliveries and notices, claimed so that each goes out once."""
