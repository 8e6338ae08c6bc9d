package dev.hazir.host.unload.plants;

import java.beans.PropertyEditorManager;
import java.lang.management.ManagementFactory;
import java.net.Authenticator;
import java.net.URL;
import java.security.Provider;
import java.security.Security;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.util.Map;
import java.util.Properties;
import java.util.logging.ConsoleHandler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import javax.management.ObjectName;
import org.slf4j.MDC;

/** Places of the whole JVM in which applets put things of their own. */
final class PlacePlants {

    private PlacePlants() {}

    static void addTo(Map<String, Plant> all) {
        all.put(
                "mbean",
                app -> ManagementFactory.getPlatformMBeanServer()
                        .registerMBean(new Thing(), new ObjectName("planted:type=Thing")));
        all.put("driver", app -> DriverManager.registerDriver(new NoDriver()));
        all.put("jul-level", app -> Logger.getLogger("").setLevel(new OwnLevel()));
        all.put("jul-handler", app -> Logger.getLogger("").addHandler(new ConsoleHandler() {}));
        all.put("jul-filter", app -> Logger.getLogger("global").setFilter(entry -> true));
        all.put(
                "jul-listener",
                app -> LogManager.getLogManager().addConfigurationListener(() -> new Thing().getName()));
        all.put("mdc", app -> MDC.put("planted", new Thing().getName()));
        all.put("property", app -> System.getProperties().put("planted.thing", new Thing()));
        all.put("provider", app -> Security.addProvider(new OwnProvider()));
        all.put(
                "uncaught",
                app -> Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> new Thing().getName()));
        all.put("authenticator", app -> Authenticator.setDefault(new Authenticator() {}));
        all.put("url-factory", app -> URL.setURLStreamHandlerFactory(protocol -> null));
        all.put("property-editor", app -> PropertyEditorManager.registerEditor(Thing.class, OwnEditor.class));
    }

    private static final class OwnLevel extends Level {
        private static final long serialVersionUID = 1L;

        OwnLevel() {
            super("PLANTED", Level.INFO.intValue());
        }
    }

    private static final class OwnProvider extends Provider {
        private static final long serialVersionUID = 1L;

        OwnProvider() {
            super("Planted", "1.0", "holds its applet");
        }
    }

    /** An editor of things. */
    public static final class OwnEditor extends java.beans.PropertyEditorSupport {}

    private static final class NoDriver implements Driver {
        @Override
        public Connection connect(String url, Properties info) {
            return null;
        }

        @Override
        public boolean acceptsURL(String url) {
            return false;
        }

        @Override
        public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
            return new DriverPropertyInfo[0];
        }

        @Override
        public int getMajorVersion() {
            return 1;
        }

        @Override
        public int getMinorVersion() {
            return 0;
        }

        @Override
        public boolean jdbcCompliant() {
            return false;
        }

        @Override
        public Logger getParentLogger() {
            return Logger.getGlobal();
        }
    }
}
