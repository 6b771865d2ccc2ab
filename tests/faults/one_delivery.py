"""A worker of its own that makes one attempt at a mail: `one_delivery.py DATABASE MAIL_ID`."""

import os
import sys
from datetime import UTC, datetime


def main(database: str, mail_id: int) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "kontor.settings"
    import django  # noqa: PLC0415  # after the settings are named

    django.setup()
    from django.db import connection  # noqa: PLC0415

    from kontor.foundation.mailer import deliver  # noqa: PLC0415

    connection.settings_dict["NAME"] = database
    deliver(mail_id, datetime.now(UTC))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
