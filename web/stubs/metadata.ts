/** The parts of @cornerstonejs/metadata that core and tools use. The rest reads whole files and brings dcmjs along. */
import calibratedPixelSpacingMetadataProvider from "../node_modules/@cornerstonejs/metadata/dist/esm/utilities/calibratedPixelSpacingMetadataProvider.js";
import { calculateRadiographicPixelSpacing, getERMF, getPixelSpacingInformation } from "../node_modules/@cornerstonejs/metadata/dist/esm/utilities/getPixelSpacingInformation.js";
import imageIdToURI from "../node_modules/@cornerstonejs/metadata/dist/esm/utilities/imageIdToURI.js";
import isVideoTransferSyntax, { videoUIDs } from "../node_modules/@cornerstonejs/metadata/dist/esm/utilities/isVideoTransferSyntax.js";
import splitImageIdsBy4DTags, { generateFrameImageId, handleMultiframe4D } from "../node_modules/@cornerstonejs/metadata/dist/esm/utilities/splitImageIdsBy4DTags.js";

export * as Enums from "../node_modules/@cornerstonejs/metadata/dist/esm/enums/index.js";
export * as metaData from "../node_modules/@cornerstonejs/metadata/dist/esm/metaData.js";

export const utilities = {
  calculateRadiographicPixelSpacing,
  calibratedPixelSpacingMetadataProvider,
  generateFrameImageId,
  getERMF,
  getPixelSpacingInformation,
  handleMultiframe4D,
  imageIdToURI,
  isVideoTransferSyntax,
  splitImageIdsBy4DTags,
  videoUIDs,
};
