"""The platform's exports, read and put together into one picture of a freelancer's contracts."""
