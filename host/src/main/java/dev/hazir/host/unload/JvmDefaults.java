package dev.hazir.host.unload;

import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.ResponseCache;
import java.net.URL;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/**
 * Objects that an applet has put in places which the whole JVM shares: system properties, security providers, default
 * handlers, factories of the network. What another applet or the host would get from there is code of one that has ended.
 */
final class JvmDefaults implements Grip {

    /** The fields of a class in which the JDK keeps what can be set only once, or not be asked for. */
    private record Slot(String what, JdkField field) {}

    private static final List<Slot> SLOTS = List.of(
            new Slot("factory of URL stream handlers", JdkField.of(URL.class, "factory")),
            new Slot("factory of content handlers", JdkField.of("java.net.URLConnection", "factory")),
            new Slot("map of file names", JdkField.of("java.net.URLConnection", "fileNameMap")),
            new Slot("factory of sockets", JdkField.of("java.net.Socket", "factory")),
            new Slot("factory of server sockets", JdkField.of("java.net.ServerSocket", "factory")));
    private static final JdkField URL_HANDLERS = JdkField.of(URL.class, "handlers");

    @Override
    public List<String> mend(Estate estate) {
        List<String> done = new ArrayList<>();
        properties(estate, done);
        providers(estate, done);
        if (held(estate, Thread.getDefaultUncaughtExceptionHandler())) {
            Thread.setDefaultUncaughtExceptionHandler(null);
            done.add("default handler of uncaught exceptions");
        }
        if (held(estate, Authenticator.getDefault())) {
            Authenticator.setDefault(null);
            done.add("default authenticator");
        }
        if (held(estate, CookieHandler.getDefault())) {
            CookieHandler.setDefault(null);
            done.add("default cookie handler");
        }
        if (held(estate, ResponseCache.getDefault())) {
            ResponseCache.setDefault(null);
            done.add("default response cache");
        }
        if (held(estate, ProxySelector.getDefault())) {
            ProxySelector.setDefault(null);
            done.add("default proxy selector");
        }
        if (held(estate, TimeZone.getDefault())) {
            TimeZone.setDefault(null);
            done.add("default time zone");
        }
        slots(estate, done);
        return done;
    }

    private static void properties(Estate estate, List<String> done) {
        Properties properties = System.getProperties();
        for (Map.Entry<Object, Object> property : List.copyOf(properties.entrySet())) {
            if (held(estate, property.getKey()) || held(estate, property.getValue())) {
                properties.remove(property.getKey(), property.getValue());
                done.add("system property "
                        + (property.getKey() instanceof String name ? name : "with a key of the applet"));
            }
        }
    }

    private static void providers(Estate estate, List<String> done) {
        for (Provider provider : Security.getProviders()) {
            if (estate.owns(provider)) {
                Security.removeProvider(provider.getName());
                done.add("security provider " + provider.getName());
            }
        }
    }

    private static void slots(Estate estate, List<String> done) {
        for (Slot slot : SLOTS) {
            if (held(estate, slot.field().get(null)) && slot.field().set(null, null)) {
                done.add(slot.what());
            }
        }
        if (URL_HANDLERS.get(null) instanceof Map<?, ?> handlers
                && handlers.values().removeIf(estate::owns)) {
            done.add("URL stream handler");
        }
    }

    private static boolean held(Estate estate, @Nullable Object thing) {
        return !(thing instanceof String) && (estate.owns(thing) || estate.isIn(thing));
    }
}
