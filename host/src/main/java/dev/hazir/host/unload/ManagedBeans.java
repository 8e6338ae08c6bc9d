package dev.hazir.host.unload;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Objects that an applet has registered with the JVM's management server. */
final class ManagedBeans implements Grip {

    @Override
    public List<String> mend(Estate estate) {
        List<String> done = new ArrayList<>();
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        for (ObjectName name : server.queryNames(null, null)) {
            try {
                if (estate.owns(server.getClassLoaderFor(name))) {
                    server.unregisterMBean(name);
                    done.add("MBean " + name);
                }
            } catch (InstanceNotFoundException e) {
                continue;
            } catch (JMException e) {
                done.add("MBean " + name + " not: " + e.getMessage());
            }
        }
        return done;
    }
}
