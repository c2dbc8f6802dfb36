"""Where the playbook that comes with the advisor lies on this machine.

Not to be taken for the playbook itself: this only names a folder, and reads nothing.
"""

import os


def shipped_playbook() -> str:
    """The absolute path of the shipped playbook's folder.

    An installed package carries it as `advisor/rules`; in a source tree `rules` stands beside the package.
    Whether the folder can be read is for its reader to find out.
    """
    package = os.path.dirname(os.path.abspath(__file__))
    installed = os.path.join(package, "rules")
    return installed if os.path.isdir(installed) else os.path.join(os.path.dirname(package), "rules")
