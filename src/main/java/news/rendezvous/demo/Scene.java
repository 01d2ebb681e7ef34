package news.rendezvous.demo;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** The pictures of the sample: a sky, a sun or moon, hills and the sea, in several lights. */
enum Scene {
  DAWN(0x6C7BA8, 0xF7C9A9, 0xFFE9B8, 0x3F4A6B),
  NOON(0x5AA5DC, 0xCFE8F5, 0xFFF6CC, 0x3E7A5E),
  DUSK(0x3B2F63, 0xE8795A, 0xFFB35C, 0x2A2440),
  NIGHT(0x0B1230, 0x27406E, 0xE9ECF2, 0x060A1C),
  SNOW(0xB9C6D3, 0xEFF3F6, 0xFFFFFF, 0x8A9BAB),
  RAIN(0x5F6E78, 0xA9B5B8, 0xC9D0D0, 0x3C4A4A);

  private static final int WIDTH = 320;
  private static final int HEIGHT = 180;
  private static final int HORIZON = 125;

  private final int skyAbove;
  private final int skyBelow;
  private final int light;
  private final int land;

  Scene(int skyAbove, int skyBelow, int light, int land) {
    this.skyAbove = skyAbove;
    this.skyBelow = skyBelow;
    this.light = light;
    this.land = land;
  }

  /** Its name in addresses. */
  String slug() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The scene of that name in addresses. */
  static Optional<Scene> named(String slug) {
    return Stream.of(values()).filter(scene -> scene.slug().equals(slug)).findAny();
  }

  /** The picture as PNG, set pixel by pixel: no fonts and no display are asked for. */
  byte[] png() {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        image.setRGB(x, y, pixel(x, y));
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException("written to memory", e);
    }
    return bytes.toByteArray();
  }

  @SuppressWarnings("EnumOrdinal") // a number to tell their hills and suns apart by
  private int pixel(int x, int y) {
    if (y >= HORIZON) {
      // The sea mirrors the sky, darker, with a swell.
      double swell = 0.55 + 0.08 * Math.sin(y * 0.9 + Math.sin(x * 0.05) * 2);
      return mix(0, sky(2 * HORIZON - y), swell);
    }
    double hill = 18 * Math.sin(x * 0.021 + ordinal()) + 11 * Math.sin(x * 0.047 + 2 * ordinal());
    if (y > 108 - hill) {
      return land;
    }
    int sunX = 70 + 36 * ordinal();
    return Math.hypot(x - sunX, y - 48) < 17 ? light : sky(y);
  }

  private int sky(int y) {
    return mix(skyAbove, skyBelow, y / (double) HORIZON);
  }

  /** Red, green and blue between those of two colours; a share of 0 is the first, 1 the second. */
  private static int mix(int first, int second, double share) {
    int mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int a = first >> shift & 0xFF;
      int b = second >> shift & 0xFF;
      mixed |= (int) (a + (b - a) * share) << shift;
    }
    return mixed;
  }
}
