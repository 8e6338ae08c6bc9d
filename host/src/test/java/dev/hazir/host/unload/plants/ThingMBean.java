package dev.hazir.host.unload.plants;

/** What a management tool would see of a thing. */
public interface ThingMBean {
    String getName();
}
