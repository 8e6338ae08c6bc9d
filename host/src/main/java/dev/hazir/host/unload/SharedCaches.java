package dev.hazir.host.unload;

import java.beans.Introspector;
import java.util.List;
import java.util.ResourceBundle;

/** What the JDK remembers about classes and offers to forget. */
final class SharedCaches implements Grip {

    @Override
    public List<String> mend(Estate estate) {
        Introspector.flushCaches();
        ResourceBundle.clearCache(estate.loader());
        return List.of();
    }
}
