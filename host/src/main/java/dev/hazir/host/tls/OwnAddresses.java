package dev.hazir.host.tls;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** For which names and addresses a certificate of this machine should stand. */
public final class OwnAddresses {

    private static final Set<String> ALL = Set.of("0.0.0.0", "::", "*");

    private OwnAddresses() {}

    /**
     * The names and addresses, without double ones.
     *
     * @param machine what it is called, perhaps with a domain; may be empty
     * @param hosts further names
     * @param binds where the host listens
     */
    public static List<String> of(String machine, List<String> hosts, List<String> binds) {
        Set<String> names = new LinkedHashSet<>();
        names.add("localhost");
        if (machine.matches("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")) {
            names.add(machine.toLowerCase(Locale.ROOT));
        }
        names.addAll(hosts);
        names.add("127.0.0.1");
        names.add("::1");
        for (String bind : binds) {
            if (ALL.contains(bind)) {
                names.addAll(addresses());
            } else if (bind.matches("[0-9.]+") || bind.contains(":")) {
                names.add(bind);
            } else {
                names.add(bind.toLowerCase(Locale.ROOT));
            }
        }
        return List.copyOf(names);
    }

    /** Of the network cards of this machine, but those that hold within one network segment only. */
    public static List<String> addresses() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                    .map(InetAddress::getHostAddress)
                    .map(address -> address.split("%", 2)[0])
                    .toList();
        } catch (SocketException e) {
            return List.of(); // then there are none to tell
        }
    }
}
