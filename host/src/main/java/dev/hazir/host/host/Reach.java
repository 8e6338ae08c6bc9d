package dev.hazir.host.host;

import dev.hazir.host.admin.view.NetworkSources;
import dev.hazir.host.config.ConfigReader;
import dev.hazir.host.config.HostConfig;
import dev.hazir.host.config.NetworkConfig;
import dev.hazir.host.config.PortAddress;
import dev.hazir.host.front.Entrance;
import dev.hazir.host.front.ExchangeObserver;
import dev.hazir.host.front.FrontConfig;
import dev.hazir.host.front.FrontDoor;
import dev.hazir.host.front.OperatorsGuard;
import dev.hazir.host.front.Proxies;
import dev.hazir.host.front.RedirectEndpoint;
import dev.hazir.host.http.Failures;
import dev.hazir.host.http.OtherSide;
import dev.hazir.host.http.OwnNames;
import dev.hazir.host.lifecycle.Gate;
import dev.hazir.host.lifecycle.HostTime;
import dev.hazir.host.lifecycle.MachineName;
import dev.hazir.host.routing.Owner;
import dev.hazir.host.routing.PathPattern;
import dev.hazir.host.routing.Route;
import dev.hazir.host.routing.Routes;
import dev.hazir.host.routing.Side;
import dev.hazir.host.store.Home;
import dev.hazir.host.tls.Certificates;
import dev.hazir.host.tls.TlsException;
import dev.hazir.host.tls.TlsFiles;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the host is reached: where its front door listens, which routes are offered there, and under which names. */
final class Reach {

    private static final Logger log = LoggerFactory.getLogger(Reach.class);
    private static final Duration RENEWAL_LOOK = Duration.ofHours(1);

    private final HostConfig config;
    private final Home home;
    private final MachineName machine = new MachineName();
    private final OwnNames names;
    private final Certificates certificates;
    private final OtherSide applets = new OtherSide();
    private final OtherSide operators = new OtherSide();
    private URI url = URI.create("http://127.0.0.1");
    private URI operatorsUrl = url;

    /** @throws TlsException when connections are to be encrypted and the certificate will not do */
    Reach(HostConfig config, Home home, HostTime time) throws TlsException {
        this.config = config;
        this.home = home;
        NetworkConfig.Tls tls = config.network().tls();
        this.certificates =
                new Certificates(TlsFiles.of(home.root(), tls.certificate(), tls.key()), home.disk(), time.clock());
        if (tls.on()) {
            certificates.load();
        }
        this.names = new OwnNames(config.network().hosts());
    }

    /** Learns what the machine is called, which may take a while. */
    void learnNames(Executor workers) {
        workers.execute(() -> names.machine(machine.whole()));
    }

    Certificates certificates() {
        return certificates;
    }

    /** Whether connections are encrypted. */
    boolean encrypted() {
        return config.network().tls().on();
    }

    /** Reads the certificate again when another program has renewed it. */
    void watchCertificate(HostTime time, Executor workers) {
        if (!encrypted()) {
            return;
        }
        try {
            if (certificates.reload()) {
                log.info("the TLS certificate was renewed");
            }
        } catch (TlsException e) {
            log.warn("The changed TLS certificate cannot be used: {}", e.getMessage());
        }
        time.after(RENEWAL_LOOK, workers, () -> watchCertificate(time, workers));
    }

    OwnNames names() {
        return names;
    }

    /** Where operators find their pages from those of applets. */
    OtherSide operators() {
        return operators;
    }

    /** Where applets are reached, without a slash at the end. */
    URI url() {
        return url;
    }

    /** Where operators reach the host, without a slash at the end. */
    URI operatorsUrl() {
        return operatorsUrl;
    }

    NetworkSources sources() {
        return new NetworkSources(
                names,
                applets,
                certificates,
                config,
                home.root().resolve(ConfigReader.FILE),
                home.disk(),
                () -> List.of(url, operatorsUrl),
                machine::whole);
    }

    FrontDoor door(EventLoopGroup loops, Routes routes, ExchangeObserver observer, Failures failures) {
        return new FrontDoor(frontConfig(), loops, entrances(routes), observer, failures);
    }

    /** Opens the front door, so that addresses are known. */
    void open(FrontDoor front) throws IOException {
        int port = front.open();
        url = url(config.bind(), port);
        operatorsUrl = url;
        Optional<PortAddress> apart = config.network().admin();
        if (apart.isPresent()) {
            int own = front.port(1);
            operatorsUrl = url(bind(apart.get()), own);
            applets.at(scheme(), port);
            operators.at(scheme(), own);
        }
    }

    private List<Entrance> entrances(Routes routes) {
        Optional<PortAddress> apart = config.network().admin();
        if (apart.isEmpty()) {
            return List.of(entrance(config.bind(), config.port(), routes));
        }
        PathPattern root = PathPattern.parse("/");
        Routes forApplets = routes.part(route -> !route.owner().applet().equals(BuiltIns.OPERATORS), List.of());
        Routes forOperators = routes.part(
                route ->
                        BuiltIns.has(route.owner().applet()) && !route.pattern().equals(root),
                List.of(new Route(
                        root,
                        Set.of("GET"),
                        "redirect",
                        Side.LOOP,
                        new Owner(BuiltIns.HOST, Host.VERSION, new Gate()),
                        "to the pages of operators",
                        false,
                        new RedirectEndpoint("/admin/"))));
        return List.of(
                entrance(config.bind(), config.port(), forApplets),
                entrance(bind(apart.get()), apart.get().port(), forOperators));
    }

    private Entrance entrance(String bind, int port, Routes routes) {
        return new Entrance(
                bind,
                port,
                routes,
                new OperatorsGuard(BuiltIns.OPERATORS, names),
                new Proxies(config.network().proxies()),
                encrypted() ? certificates::context : null);
    }

    private String scheme() {
        return encrypted() ? "https" : "http";
    }

    private String bind(PortAddress place) {
        return place.bind().orElse(config.bind());
    }

    private FrontConfig frontConfig() {
        HostConfig.Limits limits = config.limits();
        return new FrontConfig(
                config.bind(),
                config.port(),
                limits.requestLine(),
                limits.headers(),
                limits.headerTime(),
                limits.bodyTime(),
                limits.idle(),
                limits.idle(),
                limits.connections());
    }

    /** An address that a browser on this machine can open. */
    private URI url(String bind, int port) {
        String host = switch (bind) {
            case "0.0.0.0", "::", "*" -> "127.0.0.1";
            default -> bind.contains(":") ? "[" + bind + "]" : bind;
        };
        return URI.create(scheme() + "://" + host + ":" + port);
    }
}
