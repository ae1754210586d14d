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
