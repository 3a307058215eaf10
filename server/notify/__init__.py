"""What leaves the house: gateways for voice, SMS and chat, e-mail, and Web Push."""
