"""One module for each form that a review is told in."""
