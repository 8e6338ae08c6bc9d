package dev.hazir.host.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * A key of the host's configuration.
 *
 * @param name as it stands in {@code hazir.properties}
 * @param standard the default, as text
 * @param unit what the value is
 * @param story why somebody sets it
 * @param parser reads a value; its failure says what was expected
 */
public record ConfigKey<T>(String name, String standard, String unit, String story, Function<String, T> parser) {

    static final ConfigKey<String> BIND = new ConfigKey<>(
            "bind",
            "127.0.0.1",
            "address",
            "I let other machines reach the host, or one network card only.",
            ConfigText::address);
    static final ConfigKey<Integer> PORT = new ConfigKey<>(
            "port",
            "8899",
            "number, 0 for any free one",
            "I run two hosts on one machine, or stand behind a proxy.",
            text -> ConfigText.integer(text, 0, 65_535));
    static final ConfigKey<List<String>> WEB_HOSTS = new ConfigKey<>(
            "web.hosts",
            "",
            "names, separated by commas",
            "I open the pages of operators under a name of my network, or a proxy does.",
            ConfigText::hosts);
    static final ConfigKey<List<AddressRange>> WEB_PROXIES = new ConfigKey<>(
            "web.proxies",
            "",
            "addresses, separated by commas",
            "I stand behind a proxy that speaks TLS, and want to know who its clients are.",
            ConfigText::ranges);
    static final ConfigKey<Boolean> TLS = new ConfigKey<>(
            "tls", "off", "on or off", "I let nobody between me and the host read along.", ConfigText::onOff);
    static final ConfigKey<String> TLS_CERTIFICATE = new ConfigKey<>(
            "tls.certificate",
            "host.pem",
            "file in tls, or anywhere",
            "Another program renews my certificate where it likes.",
            ConfigText::file);
    static final ConfigKey<String> TLS_KEY = new ConfigKey<>(
            "tls.key",
            "",
            "file in tls, or anywhere",
            "My key is not in the file of the certificate.",
            text -> text.isEmpty() ? text : ConfigText.file(text));
    static final ConfigKey<Optional<PortAddress>> ADMIN_PORT = new ConfigKey<>(
            "admin.port",
            "",
            "[address:]number, 0 for any free one",
            "I keep the pages of operators and REST away from those who use applets.",
            ConfigText::place);
    static final ConfigKey<Boolean> DEV = new ConfigKey<>(
            "dev",
            "false",
            "true or false",
            "I write an applet and want error pages with the cause.",
            ConfigText::truth);
    static final ConfigKey<Integer> WORKERS = new ConfigKey<>(
            "workers",
            "256",
            "number of blocking calls at a time",
            "My pages wait for a slow database, or must not flood it.",
            text -> ConfigText.integer(text, 1, 100_000));
    static final ConfigKey<Duration> DRAIN = new ConfigKey<>(
            "drain",
            "30s",
            "time",
            "I say how long open requests may go on when an applet is replaced or the host stops.",
            ConfigText::duration);
    static final ConfigKey<Duration> SETUP = new ConfigKey<>(
            "setup",
            "10s",
            "time",
            "I run an applet that is slow to declare itself, or to take other settings, on a small machine.",
            ConfigText::duration);
    static final ConfigKey<Integer> VERSIONS = new ConfigKey<>(
            "versions",
            "5",
            "number of versions kept of each applet",
            "I roll back further, or have little disk space.",
            text -> ConfigText.integer(text, 1, 1000));
    static final ConfigKey<Integer> BACKUPS = new ConfigKey<>(
            "backups",
            "5",
            "number of automatic backups kept of each applet, 0 for making none",
            "I keep more of what applets wrote before an upgrade, or make backups by other means.",
            text -> ConfigText.integer(text, 0, 1000));
    static final ConfigKey<Integer> CRASHES = new ConfigKey<>(
            "crashes",
            "2",
            "number, 0 for never",
            "I say after how many crashes right after the start the applet that was changed last is left off.",
            text -> ConfigText.integer(text, 0, 1000));
    static final ConfigKey<String> START_PAGE = new ConfigKey<>(
            "start-page",
            "host",
            "host, admin or the id of an applet",
            "I say what people see who open the address of the host: the list of applets, the pages of operators, or one"
                    + " applet.",
            ConfigText::startPage);
    static final ConfigKey<Optional<Path>> INSTALL_FOLDER = new ConfigKey<>(
            "install.folder",
            "",
            "folder of this machine",
            "I install jars from a folder that my builds or a share fill.",
            ConfigText::folder);
    static final ConfigKey<List<URI>> INSTALL_URLS = new ConfigKey<>(
            "install.urls",
            "",
            "addresses, separated by commas",
            "I install jars from my repository, and from nowhere else.",
            ConfigText::urls);
    static final ConfigKey<Long> BODY = new ConfigKey<>(
            "limits.body",
            "64MiB",
            "size",
            "My users upload large files.",
            text -> ConfigText.size(text, 0, Long.MAX_VALUE));
    static final ConfigKey<Long> REQUEST_LINE = new ConfigKey<>(
            "limits.request-line",
            "8KiB",
            "size",
            "My pages have very long query strings.",
            text -> ConfigText.size(text, 256, 1 << 20));
    static final ConfigKey<Long> HEADERS = new ConfigKey<>(
            "limits.headers",
            "16KiB",
            "size",
            "A proxy in front adds large cookies or tokens.",
            text -> ConfigText.size(text, 512, 16 << 20));
    static final ConfigKey<Duration> HEADER_TIME = new ConfigKey<>(
            "limits.header-time",
            "10s",
            "time",
            "My devices send their requests over a very slow line.",
            ConfigText::duration);
    static final ConfigKey<Duration> BODY_TIME = new ConfigKey<>(
            "limits.body-time",
            "30s",
            "time without a byte",
            "My users upload over a line that stalls.",
            ConfigText::duration);
    static final ConfigKey<Duration> IDLE = new ConfigKey<>(
            "limits.idle", "60s", "time", "A proxy keeps connections to me open for longer.", ConfigText::duration);
    static final ConfigKey<Integer> CONNECTIONS = new ConfigKey<>(
            "limits.connections",
            "10000",
            "number",
            "I serve more clients at a time, or protect a small machine.",
            text -> ConfigText.integer(text, 1, 1_000_000));

    static final ConfigKey<Offence> LOOP_OFFENDERS = new ConfigKey<>(
            "loop.offenders",
            "move",
            "move, stop or report",
            "An applet keeps the event loops waiting again and again, and I say what becomes of it.",
            Offence::parse);
    /** All keys with a fixed name, in the order in which they are shown. */
    public static final List<ConfigKey<?>> ALL = List.of(
            BIND,
            PORT,
            WEB_HOSTS,
            WEB_PROXIES,
            TLS,
            TLS_CERTIFICATE,
            TLS_KEY,
            ADMIN_PORT,
            DEV,
            WORKERS,
            DRAIN,
            SETUP,
            VERSIONS,
            BACKUPS,
            LOOP_OFFENDERS,
            CRASHES,
            START_PAGE,
            INSTALL_FOLDER,
            INSTALL_URLS,
            BODY,
            REQUEST_LINE,
            HEADERS,
            HEADER_TIME,
            BODY_TIME,
            IDLE,
            CONNECTIONS);

    /** The environment variable that sets it. */
    public String variable() {
        return variable(name);
    }

    static String variable(String key) {
        return "HAZIR_" + key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
