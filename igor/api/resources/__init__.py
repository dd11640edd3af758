"""What each action of the route table does: read the parameters, call one service, render."""
