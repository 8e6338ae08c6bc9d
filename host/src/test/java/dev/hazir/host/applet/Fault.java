package dev.hazir.host.applet;

import dev.hazir.host.store.Disk;
import java.io.IOException;
import java.nio.file.Path;

/** Lets a step on the disk fail, or all from a step on, as the end of the process does. */
final class Fault implements Disk.Observer {

    private int countdown;
    private boolean lasting;
    private int taken;

    /** The n-th step from now on fails, the others do not. */
    synchronized void failAt(int n) {
        countdown = n;
        lasting = false;
    }

    /** The n-th step from now on is not taken, nor is any after it. */
    synchronized void killAt(int n) {
        countdown = n;
        lasting = true;
    }

    synchronized void never() {
        countdown = 0;
    }

    /** How many steps were asked for since the beginning. */
    synchronized int taken() {
        return taken;
    }

    @Override
    public synchronized void before(Disk.Step step, Path file) throws IOException {
        taken++;
        if (countdown > 1) {
            countdown--;
        } else if (countdown == 1) {
            if (!lasting) {
                countdown = 0;
            }
            throw new IOException("No space left on device");
        }
    }
}
