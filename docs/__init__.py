"""The documentation: its pages, and what makes them and looks whether they are true."""
