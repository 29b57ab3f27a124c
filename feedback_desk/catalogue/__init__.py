"""What can be noted and learned: skills with their names and aliases, and the resources that serve them."""
