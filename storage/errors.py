"""Everything storage may raise; the class docstring is the message."""


class StorageError(Exception):
    """The database could not be used."""

    def __init__(self, detail: str | None = None) -> None:
        message = (self.__doc__ or "").strip()
        super().__init__(f"{message} {detail}" if detail else message)


class UnusableUrl(StorageError):
    """The database address must look like sqlite:///siaga.db."""


class NewerDatabase(StorageError):
    """The database was made by a newer version of this program."""


class NotADatabase(StorageError):
    """The file is not a usable SQLite database."""


class TransactionLost(StorageError):
    """SQLite rolled the transaction back by itself (disk full or an I/O error)."""


class FileTaken(StorageError):
    """The database's file was deleted, replaced or cut short while it was in use."""


class OldSqlite(StorageError):
    """SQLite 3.35 or newer is needed."""
