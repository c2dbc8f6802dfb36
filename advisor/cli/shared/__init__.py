"""What commands share: options, files, streams, exit codes."""
