package dev.hazir.host.http;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The names of this host. A page of a stranger can have its own name lead to this machine (DNS rebinding) and then is, for the
 * browser, of one origin with what answers here; so what is for operators answers under names that nobody else can have. An
 * address is such a name: it is not looked up. Any thread.
 */
public final class OwnNames {

    private static final String LOCAL = "localhost";

    private final List<String> configured;
    private volatile Set<String> machine = Set.of();

    /** @param configured names in small letters; one that begins with {@code *.} stands for all below */
    public OwnNames(Collection<String> configured) {
        this.configured = List.copyOf(configured);
    }

    /** Adds what the machine is called, with its domain and without. */
    public void machine(String name) {
        String whole = name.toLowerCase(Locale.ROOT);
        machine = whole.isEmpty()
                ? Set.of()
                : Set.copyOf(List.of(whole.split("[.]", 2)[0], whole).stream()
                        .distinct()
                        .toList());
    }

    /** All but addresses, as they are known now. */
    public List<String> list() {
        return Stream.of(Stream.of(LOCAL), machine.stream().sorted(), configured.stream())
                .flatMap(names -> names)
                .distinct()
                .toList();
    }

    /** Whether a request came for this host, by its authority: host and port, or empty when a program has named nothing. */
    public boolean contain(String authority) {
        String name = name(authority);
        return name.isEmpty()
                || isAddress(name)
                || name.equals(LOCAL)
                || name.endsWith("." + LOCAL)
                || machine.contains(name)
                || configured.stream().anyMatch(own -> matches(own, name));
    }

    private static boolean matches(String own, String name) {
        return own.startsWith("*.") ? name.endsWith(own.substring(1)) : own.equals(name);
    }

    /** The name in an authority, without its port, in small letters. */
    public static String name(String authority) {
        String name = authority.toLowerCase(Locale.ROOT);
        int colon = name.lastIndexOf(':');
        if (colon > name.lastIndexOf(']')) {
            name = name.substring(0, colon);
        }
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    /** Browsers send an IPv4 address as four decimal numbers, whatever was typed. */
    private static boolean isAddress(String name) {
        return name.startsWith("[") && name.endsWith("]") || name.matches("[0-9]{1,3}([.][0-9]{1,3}){3}");
    }
}
