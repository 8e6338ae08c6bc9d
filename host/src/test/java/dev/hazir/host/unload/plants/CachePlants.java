package dev.hazir.host.unload.plants;

import java.beans.Introspector;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.util.ListResourceBundle;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.ServiceLoader;
import org.slf4j.LoggerFactory;

/** What the JDK and the host remember about an applet's classes. */
final class CachePlants {

    private static final ClassValue<Thing> VALUES = new ClassValue<>() {
        @Override
        protected Thing computeValue(Class<?> type) {
            return new Thing();
        }
    };

    private CachePlants() {}

    static void addTo(Map<String, Plant> all) {
        all.put("introspector", app -> Introspector.getBeanInfo(Thing.class));
        all.put("bundle", app -> ResourceBundle.getBundle(Words.class.getName(), Words.class.getModule()));
        all.put(
                "service-loader",
                app -> ServiceLoader.load(Plant.class, Plant.class.getClassLoader())
                        .findFirst());
        all.put("serialization", app -> serialize());
        all.put("record", app -> LoggerFactory.getLogger("planted").debug("{}", new Pair("a", 1).hashCode()));
        all.put("annotation", app -> Marked.class.getAnnotation(Mark.class).toString());
        all.put(
                "proxy",
                app -> Proxy.newProxyInstance(
                                Thing.class.getClassLoader(),
                                new Class<?>[] {Plant.class},
                                (proxy, method, arguments) -> 7)
                        .hashCode());
        all.put("slf4j", app -> LoggerFactory.getLogger(Thing.class).debug("planted"));
        all.put("jar-stream", app -> jar().openStream().read());
        all.put("class-value", app -> VALUES.get(String.class));
        all.put("own-class-value", app -> VALUES.get(Thing.class));
        all.put("session", app -> {});
    }

    private static URL jar() {
        return Thing.class.getResource("Thing.class");
    }

    private static void serialize() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new Thing());
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            in.readObject();
        }
    }

    private record Pair(String left, int right) {}

    @Retention(RetentionPolicy.RUNTIME)
    private @interface Mark {}

    @Mark
    private static final class Marked {}

    /** Words of the applet. */
    public static final class Words extends ListResourceBundle {
        @Override
        protected Object[][] getContents() {
            return new Object[][] {{"thing", new Thing()}};
        }
    }
}
