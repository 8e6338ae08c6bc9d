package dev.hazir.leakgate;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Puts the recorder in place before the first test class is loaded. */
public final class LeakGateInstaller implements LauncherSessionListener {

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        RecordedLeaks.install();
    }
}
