package dev.hazir.host.servlet;

import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** What session listeners of all deployments of a test were told, and a request that stays as long as the test wants. */
final class SessionEvents implements HttpSessionListener {

    final List<String> list = new CopyOnWriteArrayList<>();
    final CountDownLatch holding = new CountDownLatch(1);
    final CountDownLatch release = new CountDownLatch(1);

    @Override
    public void sessionCreated(HttpSessionEvent event) {
        list.add("created");
    }

    @Override
    public void sessionDestroyed(HttpSessionEvent event) {
        list.add("destroyed");
    }
}
