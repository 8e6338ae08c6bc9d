package dev.hazir.host.metrics;

/**
 * Takes what was measured just now. A name is a figure, or a figure and what it is of, such as {@code port.in/meter/devices}.
 * What is not a number is left out.
 */
public interface Figures {

    /** A level or a share, of which the mean stands for a longer time. */
    void mean(String name, double value);

    /** A length or a level, of which the highest stands for a longer time. */
    void peak(String name, double value);

    /** Something counted since some moment: what is kept is how much it grows in a second. */
    void rate(String name, long total);
}
