"""One printed form a function: each draws a setting, lets an item be composed and returns the page with its facts."""
