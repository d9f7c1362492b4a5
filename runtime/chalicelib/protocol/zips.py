"""The members of a zip as both sides name them."""

from __future__ import annotations

import zipfile


def members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The archive's files, folders left out, in its order; their names are still to be checked.

    Some tools for Windows put `\\` between folders, against the format (APPNOTE 4.4.17.1). An archive that has it in
    names and no `/` in any is theirs and gets `/`; in any other a `\\` stays where it is.
    """
    infos = archive.infolist()
    if any("\\" in info.filename for info in infos) and not any("/" in info.filename for info in infos):
        for info in infos:
            info.filename = info.filename.replace("\\", "/")
    # `ZipInfo.is_dir` stumbles over a member without a name.
    return [info for info in infos if not info.filename.endswith("/")]
