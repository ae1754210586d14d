<?php
$settings = json_decode(file_get_contents(getenv('PEER_SETTINGS')), true);

$config = [
    'admin' => ['core:AdminPassword'],
    'default-sp' => array_merge([
        'saml:SP',
        'entityID' => $settings['base_url'] . '/metadata',
        'idp' => $settings['idp_entity_id'] ?? null,
        'privatekey' => basename($settings['key']),
        'certificate' => basename($settings['certificate']),
        'sign.authnrequest' => true,
    ], $settings['needs'] ?? []),
];

if (isset($settings['person'])) {          // as an identity provider
    $person = $settings['person'];
    $config['people'] = ['exampleauth:UserPass', $person['username'] . ':' . $person['password'] => [
        'email' => [$person['username']], 'firstName' => [$person['firstName']], 'lastName' => [$person['lastName']],
    ]];
}
