package dev.hazir.host.servlet;

import dev.hazir.host.guest.Guest;
import java.util.function.Consumer;

/**
 * Where sessions live: one deployment.
 *
 * @param app what answers their requests
 * @param guest whose classes their attributes are of
 * @param number tells the deployments of one applet apart; later ones have greater numbers
 * @param onWorker runs a task soon on a worker
 */
record SessionPlace(WebApp app, Guest guest, long number, Consumer<Runnable> onWorker) {}
