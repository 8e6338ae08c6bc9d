package dev.hazir.host.unload;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Database drivers that an applet has registered, or that registered themselves when it used them. The JDK shows and removes
 * them only for callers of the applet's own loader.
 */
final class SqlDrivers implements Grip {

    private static final JdkField REGISTERED = JdkField.of("java.sql.DriverManager", "registeredDrivers");
    private static final JdkField DRIVER = JdkField.of("java.sql.DriverInfo", "driver");

    @Override
    public List<String> mend(Estate estate) {
        List<String> done = new ArrayList<>();
        if (REGISTERED.get(null) instanceof Collection<?> drivers) {
            for (Object info : List.copyOf(drivers)) {
                Object driver = DRIVER.get(info);
                if (driver != null && estate.owns(driver) && drivers.remove(info)) {
                    done.add("database driver " + driver.getClass().getName());
                }
            }
        }
        return done;
    }
}
