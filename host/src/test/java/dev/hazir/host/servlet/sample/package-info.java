/** Classes that tests put into jars. */
package dev.hazir.host.servlet.sample;
