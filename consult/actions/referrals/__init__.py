"""The steps of a referral, by whom they are taken: sender, receiver, ward, clock."""
