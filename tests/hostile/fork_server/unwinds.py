"""Leaves by an exception that no handler knows, so that the server's own code goes on in this process."""


class Away(BaseException):
    def __str__(self):
        raise Away

    __repr__ = __str__


raise Away
