package dev.hazir.host.servlet.sample;

import jakarta.servlet.http.HttpSessionActivationListener;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import jakarta.servlet.http.HttpSessionEvent;
import java.io.Serializable;

/** An attribute that counts what it is told about its session. */
public final class Basket implements Serializable, HttpSessionActivationListener, HttpSessionBindingListener {

    private static final long serialVersionUID = 1L;

    private int passivated;
    private int activated;
    private int bound;

    @Override
    public void sessionWillPassivate(HttpSessionEvent event) {
        passivated++;
    }

    @Override
    public void sessionDidActivate(HttpSessionEvent event) {
        activated++;
    }

    @Override
    public void valueBound(HttpSessionBindingEvent event) {
        bound++;
    }

    @Override
    public void valueUnbound(HttpSessionBindingEvent event) {
        bound--;
    }

    @Override
    public String toString() {
        return "passivated " + passivated + " activated " + activated + " bound " + bound;
    }
}
