#!/usr/bin/env python3
"""SimpleSAMLphp as a service provider."""
import php

php.serve(login="/login", whoami="/whoami", metadata="/module.php/saml/sp/metadata.php/default-sp")
