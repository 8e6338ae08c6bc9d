package dev.hazir.host.admin.view;

import dev.hazir.host.admin.view.ConfigDesk.RefusedChange;
import dev.hazir.host.config.HostConfig;
import dev.hazir.host.config.NetworkConfig;
import dev.hazir.host.config.PortAddress;
import dev.hazir.host.store.DiskException;
import dev.hazir.host.tls.Certificates;
import dev.hazir.host.tls.Credentials;
import dev.hazir.host.tls.OwnAddresses;
import dev.hazir.host.tls.TlsException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows and changes how the host is reached. On workers. */
public final class NetworkDesk {

    /** The keys that may be changed here. */
    private static final List<String> KEYS = List.of("bind", "web.hosts", "web.proxies", "admin.port", "tls");

    private final NetworkSources sources;
    private final Clock clock;
    private final ConfigDesk config;

    public NetworkDesk(NetworkSources sources, Clock clock) {
        this.sources = sources;
        this.clock = clock;
        this.config = new ConfigDesk(sources, KEYS);
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
                config.pending());
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
        HostConfig running = sources.config();
        List<String> binds = new ArrayList<>(List.of(running.bind()));
        running.network().admin().flatMap(PortAddress::bind).ifPresent(binds::add);
        return OwnAddresses.of(sources.machine().get(), running.network().hosts(), binds);
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
        Map<String, String> wanted = config.differing(values);
        requireCertificate(wanted);
        config.write(wanted);
    }

    /** What the file says of a key, and what sets it otherwise. */
    public ConfigDesk config() {
        return config;
    }

    /** A host whose certificate is missing would not start. */
    private void requireCertificate(Map<String, String> wanted) throws RefusedChange {
        if ("on".equals(wanted.get("tls")) && credentials().isEmpty()) {
            throw new RefusedChange("There is no certificate yet: make one, or upload one, then turn TLS on.");
        }
    }

    private List<NetworkJson.Listener> listeners() {
        List<URI> urls = sources.urls().get();
        HostConfig running = sources.config();
        Optional<PortAddress> apart = running.network().admin();
        List<NetworkJson.Listener> listeners = new ArrayList<>();
        listeners.add(listener(apart.isEmpty() ? "all" : "applets", running.bind(), urls.get(0)));
        if (apart.isPresent()) {
            listeners.add(listener("operators", apart.get().bind().orElse(running.bind()), urls.get(1)));
        }
        return listeners;
    }

    private static NetworkJson.Listener listener(String side, String bind, URI url) {
        return new NetworkJson.Listener(side, bind, url.getPort(), url.toString());
    }
}
