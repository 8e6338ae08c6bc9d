package dev.hazir.host.admin.view;

import dev.hazir.host.config.ConfigException;
import dev.hazir.host.config.ConfigFile;
import dev.hazir.host.config.ConfigReader;
import dev.hazir.host.config.HostConfig;
import dev.hazir.host.config.NetworkConfig;
import dev.hazir.host.config.PortAddress;
import dev.hazir.host.store.DiskException;
import dev.hazir.host.tls.Certificates;
import dev.hazir.host.tls.Credentials;
import dev.hazir.host.tls.OwnAddresses;
import dev.hazir.host.tls.TlsException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Shows and changes how the host is reached. On workers. */
public final class NetworkDesk {

    /** The keys that may be changed here. */
    private static final List<String> KEYS = List.of("bind", "web.hosts", "web.proxies", "admin.port", "tls");

    private final NetworkSources sources;
    private final Clock clock;

    /** A change that was not made, with what to do instead. */
    public static final class RefusedChange extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedChange(String sentence) {
            super(sentence);
        }
    }

    public NetworkDesk(NetworkSources sources, Clock clock) {
        this.sources = sources;
        this.clock = clock;
    }

    public NetworkJson show() {
        NetworkConfig network = sources.config().network();
        Certificates certificates = sources.certificates();
        return new NetworkJson(
                listeners(),
                sources.names().list(),
                network.hosts(),
                network.proxies().stream().map(Object::toString).toList(),
                network.admin().map(PortAddress::toString).orElse(""),
                network.tls().on(),
                certificates.files().own(),
                certificates.files().certificate().toString(),
                credentials()
                        .map(found -> CertificateJson.of(found, clock.instant()))
                        .orElse(null),
                certificates.failure().map(TlsException::getMessage).orElse(""),
                pending());
    }

    /** In use, or what would be used. */
    public Optional<Credentials> credentials() {
        Certificates certificates = sources.certificates();
        if (certificates.credentials().isEmpty() && certificates.files().exist()) {
            try {
                certificates.load();
            } catch (TlsException e) {
                return Optional.empty(); // failure() tells it
            }
        }
        return certificates.credentials();
    }

    /** For which names and addresses a certificate should stand. */
    public List<String> suggestedNames() {
        HostConfig config = sources.config();
        List<String> binds = new ArrayList<>(List.of(config.bind()));
        config.network().admin().flatMap(PortAddress::bind).ifPresent(binds::add);
        return OwnAddresses.of(sources.machine().get(), config.network().hosts(), binds);
    }

    /** Makes a certificate for these names, or for the suggested ones when there are none. */
    public CertificateJson make(List<String> names) throws TlsException, DiskException {
        String machine = sources.machine().get();
        Credentials made = sources.certificates()
                .make(machine.isEmpty() ? "Hazir" : "Hazir on " + machine, names.isEmpty() ? suggestedNames() : names);
        return CertificateJson.of(made, clock.instant());
    }

    /** Uses a certificate that is given as text. */
    public CertificateJson use(String certificates, String key) throws TlsException, DiskException {
        Credentials used = sources.certificates().use(certificates, key.isBlank() ? certificates : key);
        return CertificateJson.of(used, clock.instant());
    }

    /** Reads the files again. */
    public void reload() throws TlsException {
        sources.certificates().load();
    }

    /**
     * Changes keys in the file of the configuration; they hold from the next start on.
     *
     * @param values by key; an empty one lets the default hold
     * @throws RefusedChange when a value will not do, something else than the file sets a key, or the file cannot be written
     */
    public void change(Map<String, String> values) throws RefusedChange, DiskException {
        Map<String, String> wanted = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : values.entrySet()) {
            String key = entry.getKey();
            String value = entry.getValue().strip();
            if (!KEYS.contains(key)) {
                throw new RefusedChange("'" + key + "' is not changed here, only " + String.join(", ", KEYS) + ".");
            }
            if (!value.equals(inFile(key))) {
                check(key, value);
                wanted.put(key, value);
            }
        }
        requireCertificate(wanted);
        if (!wanted.isEmpty()) {
            write(wanted);
        }
    }

    /** The value of a key in the file; empty when it is not there. */
    public String inFile(String key) {
        return fileConfig()
                .flatMap(config -> config.effective().stream()
                        .filter(entry ->
                                entry.key().equals(key) && entry.source().equals(ConfigReader.FILE))
                        .findFirst())
                .map(HostConfig.Entry::value)
                .orElse("");
    }

    /** What sets a key so that the file does not count: an environment variable or a flag; or empty. */
    public String setElsewhere(String key) {
        return sources.config().effective().stream()
                .filter(entry -> entry.key().equals(key))
                .map(HostConfig.Entry::source)
                .filter(source -> source.startsWith("env ") || source.startsWith("flag "))
                .findFirst()
                .orElse("");
    }

    private void check(String key, String value) throws RefusedChange {
        String elsewhere = setElsewhere(key);
        if (!elsewhere.isEmpty()) {
            throw new RefusedChange(key + " is set by " + elsewhere + ": change it there.");
        }
        Optional<String> fault = value.isEmpty() ? Optional.empty() : ConfigFile.fault(key, value);
        if (fault.isPresent()) {
            throw new RefusedChange(key + ": '" + value + "' (expected: " + fault.get() + ").");
        }
    }

    /** A host whose certificate is missing would not start. */
    private void requireCertificate(Map<String, String> wanted) throws RefusedChange {
        if ("on".equals(wanted.get("tls")) && credentials().isEmpty()) {
            throw new RefusedChange("There is no certificate yet: make one, or upload one, then turn TLS on.");
        }
    }

    private void write(Map<String, String> wanted) throws RefusedChange, DiskException {
        Path file = sources.file();
        try {
            String before = Files.exists(file) ? Files.readString(file) : "";
            if (Files.exists(file) && !Files.isWritable(file) || Files.isSymbolicLink(file)) {
                throw unwritable(file, wanted);
            }
            sources.disk().write(file, ConfigFile.change(before, wanted).getBytes(StandardCharsets.UTF_8));
        } catch (DiskException e) {
            throw e;
        } catch (IOException e) {
            throw unwritable(file, wanted);
        }
    }

    private static RefusedChange unwritable(Path file, Map<String, String> wanted) {
        StringBuilder lines = new StringBuilder();
        wanted.forEach((key, value) -> lines.append(lines.isEmpty() ? "" : ", ")
                .append('"')
                .append(ConfigFile.entry(key, value))
                .append('"'));
        return new RefusedChange(file + " is not written by the host. Write there: " + lines + ".");
    }

    private List<NetworkJson.Listener> listeners() {
        List<URI> urls = sources.urls().get();
        HostConfig config = sources.config();
        Optional<PortAddress> apart = config.network().admin();
        List<NetworkJson.Listener> listeners = new ArrayList<>();
        listeners.add(listener(apart.isEmpty() ? "all" : "applets", config.bind(), urls.get(0)));
        if (apart.isPresent()) {
            listeners.add(listener("operators", apart.get().bind().orElse(config.bind()), urls.get(1)));
        }
        return listeners;
    }

    private static NetworkJson.Listener listener(String side, String bind, URI url) {
        return new NetworkJson.Listener(side, bind, url.getPort(), url.toString());
    }

    private List<NetworkJson.Pending> pending() {
        return KEYS.stream()
                .filter(key -> setElsewhere(key).isEmpty())
                .filter(key -> fileConfig().isPresent() && !next(key).equals(running(key)))
                .map(key -> new NetworkJson.Pending(key, next(key)))
                .toList();
    }

    private String next(String key) {
        return value(fileConfig().orElse(sources.config()), key);
    }

    private String running(String key) {
        return value(sources.config(), key);
    }

    private static String value(HostConfig config, String key) {
        return config.effective().stream()
                .filter(entry -> entry.key().equals(key))
                .findFirst()
                .map(HostConfig.Entry::value)
                .orElse("");
    }

    /** What the file says now; empty when the host could not start with it. */
    private Optional<HostConfig> fileConfig() {
        try {
            Path home = Objects.requireNonNull(sources.file().toAbsolutePath().getParent(), "a root is no file");
            return Optional.of(ConfigReader.read(home, Map.of(), Map.of()));
        } catch (ConfigException e) {
            return Optional.empty();
        }
    }
}
