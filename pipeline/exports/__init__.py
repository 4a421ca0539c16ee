"""What other programs take over: the tracker's feed of linked decisions."""
