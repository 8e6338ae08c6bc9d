package dev.hazir.host.applet;

import dev.hazir.applet.AppletInfo;
import dev.hazir.host.backup.Backups;
import dev.hazir.host.guest.Guest;
import dev.hazir.host.lifecycle.Holder;
import dev.hazir.host.lifecycle.HostTime;
import dev.hazir.host.lifecycle.Workers;
import dev.hazir.host.link.LinkCheck;
import dev.hazir.host.port.PortOverrides;
import dev.hazir.host.port.Ports;
import dev.hazir.host.routing.Owner;
import dev.hazir.host.routing.Routes;
import dev.hazir.host.servlet.ServletContainer;
import dev.hazir.host.store.Home;
import dev.hazir.host.unload.Unloads;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What deployments are built from; made by the composition root.
 *
 * @param guests makes the guest of a deployment, with an event loop of its own
 * @param links checks jars before anything of them is loaded
 * @param portOverrides where the operator wants ports
 * @param environment the process's environment variables
 * @param maxRequestBody the default limit of a request's body, in bytes
 * @param drainDeadline how long open requests and connections of an ended deployment may go on
 * @param setupLimit how long {@code setup} may take
 * @param versionsKept how many earlier versions stay on disk
 * @param crashLimit after how many crashes in a row the applet that was changed last is left off, 0 for never
 * @param exchanges the open exchanges of a deployment
 * @param backups where backups are kept
 * @param backupsKept how many of those that the host makes on its own are kept of each applet; 0 for making none
 * @param unloads proves that ended deployments are let go
 */
public record AppletServices(
        Home home,
        HostTime time,
        Workers workers,
        BiFunction<AppletInfo, ClassLoader, Guest> guests,
        Routes routes,
        ServletContainer servlets,
        Ports ports,
        LinkCheck links,
        PortOverrides portOverrides,
        Map<String, String> environment,
        long maxRequestBody,
        Duration drainDeadline,
        Duration setupLimit,
        int versionsKept,
        int crashLimit,
        Function<Owner, Holder> exchanges,
        Unloads unloads,
        Backups backups,
        int backupsKept) {}
