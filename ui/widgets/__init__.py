"""Small pieces that several screens are made of; they know no other screen and no store."""
