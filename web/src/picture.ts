// Whether somebody gave a picture where a receipt's text was asked for.

/** By its kind or, where a phone does not know one (HEIC), by its name. */
export const isPicture = ({ type, name }: File): boolean => type.startsWith("image/") || /\.(avif|hei[cf]|jpe?g|png|webp)$/i.test(name);
