# frozen_string_literal: true

# ruby-saml as a service provider behind WEBrick.
require "json"
require "securerandom"
require "webrick"
require "onelogin/ruby-saml"

SETTINGS = JSON.parse(File.read(ARGV.fetch(0)))
BASE = SETTINGS.fetch("base_url")
POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"

def toolkit
  parser = OneLogin::RubySaml::IdpMetadataParser.new
  settings = parser.parse(File.read(SETTINGS.fetch("idp_metadata")))
  settings.sp_entity_id = "#{BASE}/metadata"
  settings.assertion_consumer_service_url = "#{BASE}/acs"
  settings.certificate = File.read(SETTINGS.fetch("certificate"))
  settings.private_key = File.read(SETTINGS.fetch("key"))
  settings.soft = true
  settings.security[:authn_requests_signed] = true
  settings.security[:signature_method] = XMLSecurity::Document::RSA_SHA256
  settings.security[:digest_method] = XMLSecurity::Document::SHA256
  SETTINGS.fetch("needs").fetch("security", {}).each { |name, value| settings.security[name.to_sym] = value }
  settings
end

OUTSTANDING = {}
PEOPLE = {}

def log_in(session)
  settings = toolkit
  request = OneLogin::RubySaml::Authrequest.new
  OUTSTANDING[session] = request.uuid
  return [303, request.create(settings), ""] unless settings.idp_sso_service_binding == POST

  settings.security[:embed_sign] = true              # the POST binding carries the signature inside the message,
  settings.compress_request = false                  # and no deflated one, which this toolkit would send all the same
  fields = request.create_params(settings).map { |name, value| %(<input type="hidden" name="#{name}" value="#{value}">) }
  [200, nil, %(<form method="post" action="#{settings.idp_sso_service_url}">#{fields.join}<button>Go on</button></form>)]
end

def consume(session, message)
  response = OneLogin::RubySaml::Response.new(message, settings: toolkit, matches_request_id: OUTSTANDING.delete(session) || "none")
  return [403, nil, "refused: #{response.errors.join("; ")}"] unless response.is_valid?

  PEOPLE[session] = { name_id: response.nameid, name_id_format: response.name_id_format, attributes: response.attributes.all }
  [303, "#{BASE}/whoami", ""]
end

def session_of(request)
  cookie = request.cookies.find { |one| one.name == "peer_session" }
  cookie ? cookie.value : SecureRandom.hex(16)
end

def answer(response, session, status, location, body, type = "text/html")
  response.status = status
  response["Location"] = location if location
  response["Content-Type"] = type
  response["Set-Cookie"] = "peer_session=#{session}; HttpOnly; Path=/"
  response.body = body.dup.force_encoding(Encoding::UTF_8).scrub   # a refusal may quote what could not be decrypted
end

# The toolkit tells some refusals by exceptions.
def guarded
  yield
rescue StandardError => e
  warn e.full_message
  [403, nil, "refused: #{e.message}"]
end

server = WEBrick::HTTPServer.new(BindAddress: "127.0.0.1", Port: SETTINGS.fetch("port"), AccessLog: [], Logger: WEBrick::Log.new($stderr, WEBrick::Log::WARN))
server.mount_proc("/login") { |request, response| answer(response, session = session_of(request), *guarded { log_in(session) }) }
server.mount_proc("/acs") { |request, response| answer(response, session = session_of(request), *guarded { consume(session, request.query["SAMLResponse"]) }) }
server.mount_proc("/whoami") do |request, response|
  person = PEOPLE[session_of(request)]
  answer(response, session_of(request), person ? 200 : 401, nil, (person || {}).to_json, "application/json")
end
server.mount_proc("/metadata") do |request, response|
  answer(response, session_of(request), 200, nil, OneLogin::RubySaml::Metadata.new.generate(toolkit), "application/samlmetadata+xml")
end
Thread.new { $stdin.read; exit!(0) }
puts({ login: "#{BASE}/login", whoami: "#{BASE}/whoami", metadata: "#{BASE}/metadata" }.to_json)
$stdout.flush
server.start
