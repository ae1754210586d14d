#!/usr/bin/env python3
"""SimpleSAMLphp as an identity provider."""
import php

php.serve(metadata="/saml2/idp/metadata.php")
