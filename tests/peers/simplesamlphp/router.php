<?php
// The adapter's own pages before SimpleSAMLphp's, on PHP's built-in web server.
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if ($path !== '/login' && $path !== '/whoami') {
    return false;                                     // a page of SimpleSAMLphp's
}

require '/usr/share/simplesamlphp/lib/_autoload.php';
$settings = json_decode(file_get_contents(getenv('PEER_SETTINGS')), true);
$source = new SimpleSAML\Auth\Simple('default-sp');
if ($path === '/login') {
    $source->requireAuth(['ReturnTo' => $settings['base_url'] . '/whoami']);
}
header('Content-Type: application/json');
if (!$source->isAuthenticated()) {
    http_response_code(401);
    echo '{}';
    return true;
}
$name_id = $source->getAuthData('saml:sp:NameID');
echo json_encode(['name_id' => $name_id->getValue(), 'name_id_format' => $name_id->getFormat(), 'attributes' => $source->getAttributes()]);
return true;
