"""The addresses that hand out credentials, by the usual library."""
import os
import urllib.request

relative = os.environ.get("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/credentials")
for url in (f"http://169.254.170.2{relative}", "http://169.254.169.254/latest/meta-data/iam/security-credentials/", "http://169.254.170.2/v4/"):
    try:
        print("BREACH", urllib.request.urlopen(url, timeout=0.3).read(200))
    except Exception as exc:
        print(type(exc).__name__)
