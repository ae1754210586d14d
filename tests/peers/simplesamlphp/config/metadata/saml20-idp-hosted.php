<?php
$settings = json_decode(file_get_contents(getenv('PEER_SETTINGS')), true);
$email = ['class' => 'saml:AttributeNameID', 'attribute' => 'email'];

$metadata['__DYNAMIC:1__'] = [
    'host' => '__DEFAULT__',
    'privatekey' => basename($settings['key']),
    'certificate' => basename($settings['certificate']),
    'auth' => 'people',
    'attributes.NameFormat' => 'urn:oasis:names:tc:SAML:2.0:attrname-format:basic',
    'NameIDFormat' => 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
    // Whatever the SP asks for, the NameID is the e-mail address.
    'authproc' => [
        1 => $email + ['Format' => 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'],
        2 => $email + ['Format' => 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified'],
    ],
];
