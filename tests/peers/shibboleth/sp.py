#!/usr/bin/env python3
"""Apache with the Shibboleth SP: mod_shib in Apache, shibd beside it."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import launcher

APACHE = """
LoadModule mod_shib {modules}/mod_shib.so
ShibConfig {folder}/shibboleth2.xml
<Location />
  AuthType shibboleth
  ShibRequestSetting requireSession 0
  Require shibboleth
</Location>
"""

SHIBBOLETH = """
<SPConfig xmlns="urn:mace:shibboleth:3.0:native:sp:config" xmlns:conf="urn:mace:shibboleth:3.0:native:sp:config"
    clockSkew="180">
  <OutOfProcess logger="{folder}/shibd.logger"/>
  <InProcess logger="{folder}/native.logger"/>
  <UnixListener address="{folder}/shibd.sock"/>
  <ApplicationDefaults entityID="{base_url}/shibboleth" REMOTE_USER="name_id">
    <Sessions lifetime="28800" timeout="3600" relayState="ss:mem" checkAddress="false" handlerSSL="false"
        cookieProps="http" redirectLimit="exact">
      <SSO entityID="{idp_entity_id}">SAML2</SSO>
      <Handler type="MetadataGenerator" Location="/Metadata" signing="false"/>
    </Sessions>
    <MetadataProvider type="XML" validate="{validate}" path="{idp_metadata}"/>
    <AttributeExtractor type="XML" validate="true" path="{folder}/attribute-map.xml"/>
    <CredentialResolver type="File" key="{key}" certificate="{certificate}"/>
  </ApplicationDefaults>
  <SecurityPolicyProvider type="XML" validate="true" path="/etc/shibboleth/security-policy.xml"/>
  <ProtocolProvider type="XML" validate="true" path="/etc/shibboleth/protocols.xml"/>
</SPConfig>
"""

LOGGER = """
log4j.rootCategory=WARN, file
log4j.appender.file=org.apache.log4j.FileAppender
log4j.appender.file.fileName={file}
log4j.appender.file.layout=org.apache.log4j.PatternLayout
log4j.appender.file.layout.ConversionPattern=%d %p %c: %m%n
"""

# It takes no attribute and no NameID that its map does not name, by format too.
ATTRIBUTE_FORMATS = ["urn:oasis:names:tc:SAML:2.0:attrname-format:" + kind for kind in ("unspecified", "basic", "uri")]
NAME_ID_FORMATS = ["urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified",      # also where there is no Format
                   "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
                   "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
                   "urn:oasis:names:tc:SAML:1.0:nameid-format:unspecified"]      # JumpCloud's
ATTRIBUTES = ["email", "firstName", "lastName"]

WHOAMI = f'''
def person(of):
    if "Shib-Session-ID" not in of and "Shib_Session_ID" not in of:
        return None
    return {{"name_id": of.get("name_id"), "attributes": {{name: of[name].split(";") for name in {ATTRIBUTES} if name in of}}}}
'''


def attribute_map():
    attributes = "".join(f'<Attribute name="{name}" nameFormat="{kind}" id="{name}"/>' for name in ATTRIBUTES for kind in ATTRIBUTE_FORMATS)
    name_ids = "".join(f'<Attribute name="{kind}" id="name_id"><AttributeDecoder xsi:type="NameIDAttributeDecoder" formatter="$Name"/></Attribute>'
                       for kind in NAME_ID_FORMATS)
    return ('<Attributes xmlns="urn:mace:shibboleth:2.0:attribute-map" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            + attributes + name_ids + "</Attributes>")


settings = launcher.read_settings()
folder = pathlib.Path(settings["folder"])
settings["validate"] = settings["needs"].get("validate", "true")
(folder / "shibboleth2.xml").write_text(SHIBBOLETH.format(**settings))
(folder / "attribute-map.xml").write_text(attribute_map())
for part, file in (("shibd", folder / "shibd.log"), ("native", "/dev/stderr")):
    (folder / f"{part}.logger").write_text(LOGGER.format(file=file))
launcher.write_whoami(settings, WHOAMI)
places = {name: str(folder) for name in ("SHIBSP_RUNDIR", "SHIBSP_LOGDIR", "SHIBSP_CACHEDIR")}
shibd = launcher.start(["/usr/sbin/shibd", "-f", "-F", "-c", folder / "shibboleth2.xml", "-p", folder / "shibd.pid"], places)
launcher.serve(settings, [shibd, launcher.apache(settings, APACHE, places)],
               login=f"/Shibboleth.sso/Login?target={settings['base_url']}/whoami", whoami="/whoami", metadata="/Shibboleth.sso/Metadata")
