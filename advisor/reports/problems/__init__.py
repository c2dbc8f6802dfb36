"""Problems in files, for people, programs and build servers."""
