#!/usr/bin/env python3
"""Apache with mod_auth_mellon as a service provider."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import launcher

CONFIGURATION = """
LoadModule auth_mellon_module {modules}/mod_auth_mellon.so
MellonLockFile {folder}/mellon.lock
MellonPostDirectory {folder}
<Location />
  MellonEnable info
  MellonEndpointPath /mellon
  MellonSPentityId {base_url}/mellon/metadata
  MellonSPPrivateKeyFile {key}
  MellonSPCertFile {certificate}
  MellonIdPMetadataFile {idp_metadata}
  MellonSecureCookie Off
  {more}
</Location>
"""

WHOAMI = '''
def values(of, name):
    """MELLON_name for one value, MELLON_name_0 and so on for several."""
    several = [of[key] for key in sorted(of) if key.startswith("MELLON_%s_" % name) and key.rsplit("_", 1)[1].isdigit()]
    return several or [of["MELLON_" + name]]

def person(of):
    if "MELLON_NAME_ID" not in of:
        return None
    names = [key[7:] for key in of if key.startswith("MELLON_") and "MELLON_%s_0" % key[7:] in of]
    return {"name_id": of["MELLON_NAME_ID"], "attributes": {name: values(of, name) for name in names}}
'''

settings = launcher.read_settings()
launcher.write_whoami(settings, WHOAMI)
settings["more"] = "\n  ".join(settings["needs"].get("directives", []))
launcher.serve(settings, [launcher.apache(settings, CONFIGURATION)],
               login=f"/mellon/login?ReturnTo={settings['base_url']}/whoami", whoami="/whoami", metadata="/mellon/metadata")
