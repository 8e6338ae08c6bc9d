package dev.hazir.host.unload.plants;

import java.io.Serializable;

/** Something of the applet. */
public final class Thing implements Serializable, ThingMBean {

    private static final long serialVersionUID = 1L;

    private String name = "thing";

    @Override
    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }
}
