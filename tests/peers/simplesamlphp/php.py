"""SimpleSAMLphp on PHP's built-in web server, as either party."""
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import launcher

settings = launcher.read_settings()
php = launcher.start(["php", "-d", "error_log=/dev/stderr", "-S", f"127.0.0.1:{settings['port']}", "-t", "/usr/share/simplesamlphp/www",
                      HERE / "router.php"],
                     {"PEER_SETTINGS": sys.argv[1], "SIMPLESAMLPHP_CONFIG_DIR": str(HERE / "config")})


def serve(**paths):
    launcher.serve(settings, [php], **paths)
