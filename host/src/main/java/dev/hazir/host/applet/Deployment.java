package dev.hazir.host.applet;

import dev.hazir.applet.Applet;
import dev.hazir.applet.AppletInfo;
import dev.hazir.host.guest.Guest;
import dev.hazir.host.lifecycle.Gate;
import dev.hazir.host.operation.Problem;
import dev.hazir.host.port.PreparedPorts;
import dev.hazir.host.routing.Owner;
import dev.hazir.host.routing.Route;
import dev.hazir.host.servlet.WebApp;
import dev.hazir.host.servlet.WebMapping;
import dev.hazir.host.settings.Setting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One loaded version of an applet, with everything the host holds for it. Moved through its states by the {@link
 * Deployer}; its lists may be read by any thread.
 */
final class Deployment {

    /** The states of a deployment, in order. */
    enum State {
        CHECKED,
        REHEARSED,
        PREPARED,
        LIVE,
        DRAINING,
        UNLOADED,
        FAILED
    }

    private final Guest guest;
    private final List<Requirement> requires;
    private final Declarations declarations;
    private final Owner owner;
    private final @Nullable AppletLoader loader;
    private final Path work;

    private volatile State state = State.CHECKED;
    private volatile @Nullable Applet applet;
    private volatile @Nullable WebApp web;
    private volatile @Nullable PreparedPorts ports;
    private volatile List<Claim> files = List.of();
    private volatile List<Problem> warnings = List.of();
    private volatile List<String> states = List.of();
    private volatile List<WebMapping> annotated = List.of();

    /**
     * A deployment.
     *
     * @param loader its class loader, or null for a part of the host
     * @param work its own temporary directory
     */
    Deployment(
            Guest guest,
            List<Requirement> requires,
            Declarations declarations,
            @Nullable AppletLoader loader,
            Path work) {
        this.guest = guest;
        this.requires = List.copyOf(requires);
        this.declarations = declarations;
        this.owner = new Owner(guest.id(), guest.info().version(), new Gate());
        this.loader = loader;
        this.work = work;
    }

    AppletInfo info() {
        return guest.info();
    }

    Guest guest() {
        return guest;
    }

    Owner owner() {
        return owner;
    }

    List<Requirement> requires() {
        return requires;
    }

    Declarations declarations() {
        return declarations;
    }

    Optional<AppletLoader> loader() {
        return Optional.ofNullable(loader);
    }

    Path work() {
        return work;
    }

    String state() {
        return state.name().toLowerCase(java.util.Locale.ROOT);
    }

    void state(State next) {
        state = next;
    }

    Applet applet() {
        return Objects.requireNonNull(applet, "the applet was not made yet");
    }

    void applet(Applet instance) {
        applet = instance;
    }

    Optional<WebApp> web() {
        return Optional.ofNullable(web);
    }

    void web(WebApp prepared) {
        web = prepared;
    }

    Optional<PreparedPorts> ports() {
        return Optional.ofNullable(ports);
    }

    void ports(PreparedPorts prepared) {
        ports = prepared;
    }

    void files(List<Claim> claims) {
        files = List.copyOf(claims);
    }

    /** What the link check has found that an operator should know. */
    List<Problem> warnings() {
        return warnings;
    }

    /** What annotated servlets of its jar will serve. */
    void annotated(List<WebMapping> mappings) {
        annotated = List.copyOf(mappings);
    }

    void warnings(List<Problem> found) {
        warnings = List.copyOf(found);
    }

    /** The classes, as far as known, of what it hands over or takes; none if nothing is handed over. */
    List<String> states() {
        return states;
    }

    void states(List<String> classes) {
        states = List.copyOf(classes);
    }

    List<Setting> settings() {
        return declarations.settings().list();
    }

    long inside() {
        return owner.gate().inside();
    }

    long faults() {
        return guest.faults();
    }

    /** What it claims on the loop side and as blocking resources; servlets come with {@link #web}. */
    List<Claim> claims() {
        List<Claim> all = new ArrayList<>(declarations.recordedLoop().paths().claims());
        all.addAll(files);
        return all;
    }

    /** All its routes as they are now. */
    List<Route> routes() {
        List<Route> routes = new ArrayList<>(claimedRoutes());
        web().ifPresent(app -> routes.addAll(declarations.recordedWeb().routes(app, owner)));
        return routes;
    }

    /** Its routes as far as they are known when it has only been rehearsed. */
    List<Route> plannedRoutes() {
        if (web != null) {
            return routes();
        }
        List<Route> routes = new ArrayList<>(claimedRoutes());
        routes.addAll(declarations.recordedWeb().plannedRoutes(annotated, owner));
        return routes;
    }

    private List<Route> claimedRoutes() {
        return claims().stream().map(claim -> claim.route(owner)).toList();
    }

    /** The address of the first of these paths below the prefix of pages that it has, or null. */
    @Nullable
    String firstRoute(String... names) {
        List<String> patterns =
                routes().stream().map(route -> route.pattern().toString()).toList();
        for (String name : names) {
            String path = info().pages() + "/" + name;
            if (patterns.contains(path)) {
                return path;
            }
        }
        return null;
    }

    /** One line on what it declares. */
    String summary() {
        int routes = plannedRoutes().size();
        int portCount = declarations.recordedLoop().ports().size();
        return routes + (routes == 1 ? " route, " : " routes, ") + portCount + (portCount == 1 ? " port" : " ports");
    }

    @Override
    public String toString() {
        return guest.toString();
    }
}
