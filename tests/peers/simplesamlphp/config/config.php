<?php
// SimpleSAMLphp's configuration for one test: everything that changes comes from the test's settings.
$settings = json_decode(file_get_contents(getenv('PEER_SETTINGS')), true);
$folder = $settings['folder'];

$config = [
    'baseurlpath' => $settings['base_url'] . '/',
    'certdir' => $folder,
    'loggingdir' => $folder,
    'datadir' => $folder,
    'tempdir' => $folder,
    'metadatadir' => __DIR__ . '/metadata',
    'attributenamemapdir' => '/etc/simplesamlphp/attributemap/',
    'secretsalt' => 'the salt of a test',
    'auth.adminpassword' => bin2hex(random_bytes(16)),
    'technicalcontact_name' => 'Administrator',
    'technicalcontact_email' => 'na@example.org',
    'timezone' => 'UTC',
    'logging.handler' => 'errorlog',
    'logging.level' => SimpleSAML\Logger::NOTICE,
    'showerrors' => true,
    'errorreporting' => false,
    'admin.checkforupdates' => false,
    'enable.saml20-idp' => isset($settings['sp_metadata']),
    'module.enable' => ['core' => true, 'saml' => true, 'exampleauth' => isset($settings['sp_metadata'])],
    'store.type' => 'phpsession',
    'session.phpsession.savepath' => $folder,
    'session.cookie.secure' => false,        // the test speaks HTTP on the loopback
    'session.cookie.samesite' => null,
    'language.cookie.secure' => false,
    'metadata.sources' => array_merge(
        [['type' => 'flatfile']],
        isset($settings['idp_metadata']) ? [['type' => 'xml', 'file' => $settings['idp_metadata']]] : [],
        isset($settings['sp_metadata']) ? [['type' => 'xml', 'file' => $settings['sp_metadata']]] : []
    ),
];
